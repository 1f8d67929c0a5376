/** Milliseconds between two writings of the address: browsers refuse a page that writes it too often. */
const INTERVAL = 400;

/** The address of the page, which holds all that is seen. */
export class Address {
  #timer: number | undefined;

  /** @param text what comes after the page's own address */
  constructor(private readonly text: () => string) {}

  /** Writes it soon. */
  write(): void {
    this.#timer ??= window.setTimeout(() => { this.now(); }, INTERVAL);
  }

  /** Writes it at once, and gives it back. */
  now(): string {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    history.replaceState(null, "", this.text());
    return location.href;
  }
}
