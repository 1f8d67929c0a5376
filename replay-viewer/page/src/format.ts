/** A value for people: three significant digits, a dash where there is none. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1).replace("-", "−").replace("e+", "e");
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3).replace("-", "−");
}

/** A round value without needless digits: 0.5, 2, 0.246. */
export const plain = (value: number): string => String(Number(value.toPrecision(3))).replace("-", "−");

/** A count for people: 315,000. */
export const count = (value: number): string => value.toLocaleString("en-US");

/** A share between 0 and 1, with two decimals. */
export const share = (value: number): string => (Number.isFinite(value) ? value.toFixed(2).replace("-", "−") : "–");

/** A score between 0 and 1 that is a share of samples, as a percentage; another score as a number. */
export const score = (name: string, value: number): string =>
  name.endsWith("accuracy") && Number.isFinite(value) ? `${(value * 100).toFixed(1)} %` : number(value);
