const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "12 s", "3 min", "5 h" */
export function duration(millis) {
  const seconds = Math.round(millis / 1_000);
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

/** The time of day of a moment, as this visitor writes it. */
export function timeOfDay(millis) {
  return clock.format(millis);
}
