import type { Schedule } from "./schema";

/** The epoch at or before one at which something was last recorded. */
export function lastRecorded(schedule: Schedule | undefined, epoch: number): number {
  if (!schedule || epoch <= schedule.denseUntil || epoch === schedule.last) return epoch;
  return Math.max(schedule.denseUntil, Math.floor(epoch / schedule.every) * schedule.every);
}
