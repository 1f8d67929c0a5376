/** Frames a second at speed 1. */
export const FRAME_RATE = 6;

/** Where the replay stands: a position between the first and the last frame, and how it moves on. */
export class Playback {
  playing = false;
  speed = 1;
  loop = false;
  /** Show what lies between frames; otherwise whole frames only. */
  smooth = true;
  /** Stays at the last frame of a recording that grows. */
  following = false;
  /** The frames that are played, both inclusive; nothing: all. */
  range: { first: number; last: number } | undefined;
  #frames: number;
  #position: number;

  constructor(frames: number) {
    this.#frames = frames;
    this.#position = frames - 1;
  }

  get last(): number {
    return this.#frames - 1;
  }

  /** The recording has so many frames now. */
  set frames(count: number) {
    this.#frames = count;
    if (this.following) this.#position = this.last;
  }

  /** Where it stands, in frames, from 0 to `last`. */
  get position(): number {
    return Math.min(this.#position, this.last);
  }

  /** What is to be drawn: the position, or the whole frame before it. */
  get shown(): number {
    return this.smooth ? this.position : Math.floor(this.position);
  }

  /** The frame whose figures are told. */
  get frame(): number {
    return this.smooth ? Math.round(this.position) : Math.floor(this.position);
  }

  seek(position: number): void {
    this.following = false;
    this.#position = Math.min(this.last, Math.max(0, position));
  }

  /** Goes on to a whole frame, `frames` away. */
  step(frames: number): void {
    this.playing = false;
    this.seek(frames > 0 ? Math.floor(this.position) + frames : Math.ceil(this.position) + frames);
  }

  /** Starts or stops; at the end it starts again from the beginning. */
  toggle(): void {
    this.playing = !this.playing && this.last > 0;
    if (!this.playing) return;
    this.following = false;
    const { first, last } = this.#played;
    if (this.#position >= last || this.#position < first) this.#position = first;
  }

  /** Moves on by the time that has passed. Stops at the end, or begins again after having shown the last frame. */
  advance(seconds: number): void {
    if (!this.playing) return;
    const { first, last } = this.#played;
    const position = this.#position + seconds * FRAME_RATE * this.speed;
    // The last frame stays as long as any other before the loop begins again.
    if (position < last) this.#position = position;
    else if (!this.loop) {
      this.#position = last;
      this.playing = false;
    } else this.#position = position < last + 1 ? position : first;
    this.#position = Math.min(this.#position, last + 1);
  }

  get #played(): { first: number; last: number } {
    return { first: Math.min(this.range?.first ?? 0, this.last), last: Math.min(this.range?.last ?? this.last, this.last) };
  }
}
