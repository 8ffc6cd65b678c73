/** Where the parts lie that a page of the book loads when they are asked for. */

export interface BookPlaces {
  /** The script that draws this page's figures. */
  readonly plotly?: string;
  /** The script that draws its walkthroughs. */
  readonly walkthroughs?: string;
  /** The script with the text of all chapters. */
  readonly search: string;
}

export function bookPlaces(): BookPlaces {
  return JSON.parse(document.getElementById("book")?.textContent ?? "{}") as BookPlaces;
}
