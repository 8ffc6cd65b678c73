/** Names that a student may choose to harm a spreadsheet, a page, a folder or a terminal. */
export const hostileNames: readonly string[] = [
  '=HYPERLINK("http://evil";"x")',
  "+1",
  "@SUM(A1)",
  "-2+3",
  "\t=1",
  "＝1",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "../../etc/passwd",
  "CON",
  "\u001b[2J\u0007",
  "\u202egpj.exe",
  'a,b"c\r\nd',
  "",
  ".",
  "x".repeat(300),
];
