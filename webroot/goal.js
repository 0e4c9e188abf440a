/**
 * What the extra fields `target` and `endsAt` of a product mean now: `{target, part, isReached, leftMillis, endsAt, forecast,
 * reachedAt}`. `part` is that of the target that is ordered, at most 1; `forecast` the total at the end, and `reachedAt` the moment
 * of the target, both at the rate of `perHour`, and undefined where nothing tells them. Undefined for a product without either field.
 */
export function readGoal({ target, endsAt }, { total = 0, perHour = 0, now }) {
  const goal = Number(target) > 0 ? Number(target) : undefined;
  const end = Number.isNaN(Date.parse(endsAt)) ? undefined : Date.parse(endsAt);
  if (goal === undefined && end === undefined) return undefined;
  const leftMillis = end === undefined ? undefined : Math.max(0, end - now);
  const hoursToGoal = goal !== undefined && perHour > 0 ? (goal - total) / perHour : undefined;
  const reachedAt = hoursToGoal > 0 ? now + hoursToGoal * 3_600_000 : undefined;
  return {
    target: goal,
    part: goal === undefined ? undefined : Math.min(1, Math.max(0, total / goal)),
    isReached: total >= goal,
    leftMillis,
    endsAt: end,
    forecast: leftMillis > 0 && perHour > 0 ? Math.round(total + (perHour * leftMillis) / 3_600_000) : undefined,
    reachedAt: reachedAt <= (end ?? Infinity) ? reachedAt : undefined,
  };
}
