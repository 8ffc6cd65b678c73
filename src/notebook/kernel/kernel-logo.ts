/**
 * The kernel's logo, three cells in a row with the state passed on: as an SVG, and drawn from it as PNGs of 32
 * and 64 pixels for clients that know no SVG (Jupyter Notebook 6).
 */

export const logoSvg: string = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="12" fill="#1f3a5f"/>
<g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
<rect x="6" y="25" width="12" height="14" rx="3"/><rect x="26" y="25" width="12" height="14" rx="3"/><rect x="46" y="25" width="12" height="14" rx="3"/>
<path d="M18 32h8m12 0h8M12 48v-9M32 48v-9M52 48v-9M12 25v-9M32 25v-9M52 25v-9"/>
</g>
</svg>
`;

export const logoPng: { readonly 32: Uint8Array; readonly 64: Uint8Array } = {
  32: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAACKElEQVR4nOyXS0hUURjH/+d476KXREWR1ZjCFAmREYReWkSEs4ma" +
      "Vj3AphethKKCwnWLHhQELSIiJHsttTYlCS5k1IUPVEQRn4iiqIhPxLlzPN+RGebK9YHcmePCH5x7z/nu/8z3vzPnO8MxkIDPKixk" +
      "ggUFY3kMyICHCGCQCVErmCjrD5eWxuKMLgetm5kmzE9yUIAUIM1ULGDhwVD4Rx+ngCnM76lKTlAuE8Y31T9ihe5IF1+ggShwl8vf" +
      "5Ro0QbkNBpYLTVBuQ14PQBcyt+EWv3H5vLr//F212nRPdNxtwpWCPNXWwgsdh2Y2l4G0NI7cnGyk79yuGvUpthwvdSzTCgnqnDnp" +
      "R8nbx9i1Y5tDMDUzh9tP3qG+pRPJ0MWrIBjIRyRi4/6z9xBCLLljDG+K76kFFJvgtS5uwH80Ax3dA/hf3ehwTLFjWYeQLJ3rPpDI" +
      "/r27sW9POn59eK7GOX4fRscnN6xbjvYqWPMbGBmbUO160Us1jr3hRnUrGujsHcSlC2dx8dxpx6I5nn0YfyrrkCxd3EDZvxpcDVj4" +
      "/OqhwyGVDT1Lli6+DxC0SZw6kYUXT0NqXPy6BM3tPYhGheNDvNQ51oBtR9HQ2oXJ6Vk1bmrrhhte6rb+jFzLsLyiFuvBC51jEeqA" +
      "y1PCMHQhc3MB0QRNUG5pgH+EJii3Ohv68m/9ldtkAClEvn15f/hrUJVhBPyRvM0jRcjk07ZtF1GfJT7QcTxfBAAA//9+nR6RAAAA" +
      "BklEQVQDAFR4Vkw7ZD0aAAAAAElFTkSuQmCC",
    "base64",
  ),
  64: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAEo0lEQVR4nOybbWhTVxjH/+cmS+porZWttcaks25iO6vtZGuWobYb" +
      "26AD1wkD3dAOBkWY6PZhbOzLug/iYF+mXzYHDltl+zAYUxRcUfEF26hU61tN1QTbpLX1BW2r0NjmHs+5mvTae02uJpSbnPzgJuee" +
      "c+6fe56ce57znJtjRRwKlnyan2d78WMQupIACwAym2XnwdyMgKKPffsokf8dCY/uudPxz9DTKhO9zMLq1UU5FtsPrLCRneYgvRml" +
      "lG4blcc23zjx9+DkQo0BSjwNH4HSv0DIdGQSlA7LlKwJepv3qLMtqjRxedY2se6zjRCS7r+6FkLszAqrZrgqI0PBs8ei2TEDlLgb" +
      "PmcN38oOggzlcdvene5YdG04dK5TyeMfjuq1tRYLWgmIFSJAMcbGhbpeb8sBiZ+zxm8UpvEcghcgYb2SLPKsKbRTMpDJXV8P1gOo" +
      "NC7NlmwyVorWeA5vc8QSqbdKhKyCoDAb1LPnnlRCUNi457ayz8zz+UZhbecjvx3iYpcgOM/k+5dXVyjfR06cRyowg55lhrOyyUjF" +
      "D5a+gT9/+QaffOhB15Ve+HuvIxnMomf4ESif79JNPy9m0RN+DMgaAIKTNQAER3gDxJ0HeJaU4/2lVVjuroC7agHmFL8UK+Pp8tdc" +
      "mJZjQ/D6LRjBjHqErQLTyZkF+bnY0rQOy95aCCPwmdeGH3/H0Mh93XIz6+n2gN82rUeNuwJGeWVOEUochdh36JRuuZn1NLHA4rK5" +
      "qH17UeycW+/MRT+sbOGw7FUnX0qCzx/CeCSCqtfnxebfdbVvKuWXrgbTSk/HAKWxdOux02j8fivi8cfPG5R5uHJteanODZtbT+MF" +
      "ZhZMvPrjQUUi1HVmvVyAdNPLrgcghXBX9PWX9Zo8s+jpkbQB5rmKY2l+c/FuUF13qvQSkbQBrFZLSuumWi+hBpLE3zOx8uI941MO" +
      "NepfUV13qvQSkbQBuL+Nwm/21+3/PVHOn+HoDavrTpVeIrJeYHLGzdsTf6eZ65yFRKjrDN68i3TT0xigsysQS/MZ1ObvvsDgrUcX" +
      "8vk0p6fvhvJdXDgzNsvinL5wFemmpzHAxcs9OHi8E++9U6mEkqtX1MAIew+eRHcghHTT040Gj7IAo4zF0jyKMgIPSL7dtB3hB2O6" +
      "5WbW010PiMIXHHgElZc77Qn3E3VPd4fv43KgD20dXTCCGfXiukF+YfRitfvRc09GMKNedlEUgpM1AAQnawAIjuFoMKAKPQMpCEPN" +
      "ohd3IqQmx25T/n0hUxm7W70YDT9AMphFz7ABMpXsIMiOMESFYkhi75IGICqEDkiUoBOCwgY/H+8BhyEoVKb7pXFY9kNQxljbpf72" +
      "HT72Svl/CAYF3T3g3XFNcYPjkrwRYnmDsEzxFU8oBug/vqtbluV1EARK0Rhqb+Hbayf2DfJ9dPnOxYSA1CCDYV3/p972li3Rc81m" +
      "Kae7YYVE6M5M3DrL2vRZT1vzPnW25vXqcOhsd65j4S5CyHx+IANgg/zeiBypC3p3dkwui7tdzulpWEZAawlFNatZyiYODvaI5MLE" +
      "sC5+jzWqnyX8bJJ3koIcCrY1H31a/YcAAAD//0yGPswAAAAGSURBVAMAarS4i3bYVN0AAAAASUVORK5CYII=",
    "base64",
  ),
};
