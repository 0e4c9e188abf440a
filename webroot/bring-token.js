const NO_TOKEN = /[^\w.~+/=-]/;

/**
 * Brings the token of elements that share a connection, in the way of the newest of them.
 *
 * @param members each with `token`, if it has one, which answers the token, or the function that brings it
 * @returns a promise of the token, or of '' without one; rejects what can be no token, as a page of errors
 */
export async function bringToken(members) {
  const [token] = Array.from(members, (member) => member.token?.()).slice(-1);
  const brought = ((await (token?.call ? token() : token)) ?? '').trim();
  if (NO_TOKEN.test(brought)) throw new TypeError('what was brought is no token');
  return brought;
}
