/** What the address after `#` holds: enough to open the same frame again. */
export interface View {
  /** The epoch shown. */
  epoch: number;
  theme: "light" | "dark" | "auto";
  speed: number;
  loop: boolean;
  smooth: boolean;
  /** The pinned unit, `hidden1.17`, or empty. */
  unit: string;
}

export const SLOWEST = 0.1;
export const FASTEST = 10;

const flag = (value: string | null, otherwise: boolean): boolean => (value === "1" ? true : value === "0" ? false : otherwise);

/** Reads a view from an address; what is missing or wrong there stays as it is in `otherwise`. */
export function read(hash: string, otherwise: View): View {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const epoch = Number.parseInt(fields.get("epoch") ?? "", 10);
  const speed = Number.parseFloat(fields.get("speed") ?? "");
  const theme = fields.get("theme");
  return {
    epoch: Number.isFinite(epoch) ? epoch : otherwise.epoch,
    theme: theme === "light" || theme === "dark" || theme === "auto" ? theme : otherwise.theme,
    speed: Number.isFinite(speed) ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : otherwise.speed,
    loop: flag(fields.get("loop"), otherwise.loop),
    smooth: flag(fields.get("smooth"), otherwise.smooth),
    unit: fields.get("unit") ?? otherwise.unit,
  };
}

/** Writes a view as an address; what is as in `usual` is left out, but for the epoch. */
export function write(view: View, usual: View): string {
  const fields = new URLSearchParams({ epoch: String(view.epoch) });
  if (view.theme !== usual.theme) fields.set("theme", view.theme);
  if (view.speed !== usual.speed) fields.set("speed", String(view.speed));
  if (view.loop !== usual.loop) fields.set("loop", view.loop ? "1" : "0");
  if (view.smooth !== usual.smooth) fields.set("smooth", view.smooth ? "1" : "0");
  if (view.unit !== usual.unit) fields.set("unit", view.unit);
  return `#${fields.toString()}`;
}
