import { locale, text } from './texts.js';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 4 });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const hour = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** "1,234" */
export const formatNumber = (number) => whole.format(number);

/** "+3" */
export const formatSigned = (number) => signed.format(number);

/** "123.4M" */
export const formatCompact = (number) => (number === undefined ? '' : compact.format(number));

/** "31%", and "0.4%" of what is less than one. */
export const formatShare = (part) => (part > 0 && part < 0.01 ? finePercent : percent).format(part);

/** "▲ 12%" or "▼ 3%" */
export function formatChange(part) {
  const rounded = Math.round(part * 100);
  return `${rounded < 0 ? '▼' : '▲'} ${percent.format(Math.abs(rounded) / 100)}`;
}

/** The time of day of a moment, with its seconds, as this visitor writes it. */
export const timeOfDay = (moment) => clock.format(new Date(moment));

/** The time of day of a moment that is known by the minute. */
export const minuteOfDay = (moment) => hour.format(new Date(moment));

/** The time of day of a moment of today; of any other day with its date. */
export function shortTime(moment, now = Date.now()) {
  const isToday = new Date(moment).toDateString() === new Date(now).toDateString();
  return (isToday ? hour : day).format(new Date(moment));
}

/** "12 s", "3 min", "5 h", "4 days" */
export function duration(millis) {
  const seconds = Math.round(millis / 1_000);
  if (seconds < 100) return text('seconds', { count: seconds });
  if (seconds < 6_000) return text('minutes', { count: Math.round(seconds / 60) });
  if (seconds < 48 * 3_600) return text('hours', { count: Math.round(seconds / 3_600) });
  return text('days', { count: Math.round(seconds / 86_400) });
}
