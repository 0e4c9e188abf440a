import { categoryName, productId } from './names.js';

// Where this module was loaded from, which is the server. A bundler, or a development server, gives it another name or place.
const [, HOME] = /^(https?:\/\/(?!.*\/node_modules\/).*)\/watch-attributes\.js([?#]|$)/.exec(import.meta.url) ?? [];

/**
 * Reads what a `<live-total>` is to watch.
 *
 * @returns `{server, category, product}`; or `{fault, because}` with its state, where that can be told without a server; or
 *     `{}` for one that shows its property `value`
 */
export function readWatch(element) {
  const [src, category, product] = ['src', 'category', 'product'].map((name) => element.getAttribute(name)?.trim());
  if (src === undefined && category === undefined && product === undefined) return {};
  for (const [name, value] of Object.entries({ category, product })) {
    if (!value) return failed(`${element.outerHTML.split('>', 1)[0]}> lacks the attribute "${name}".`);
  }
  if (!src && !HOME) return failed('the attribute "src" is missing, and a bundle does not know its server: src="https://…".');
  let server;
  try {
    server = new URL(src || HOME, document.baseURI);
  } catch {
    return failed(`src="${src}" is not an address.`);
  }
  if (!/^https?:$/.test(server.protocol)) return failed(`src="${src}" does not begin with http:// or https://.`);
  const what = `product "${product}" in a category "${category}"`;
  const names = { category: categoryName(category), product: productId(product) };
  if (!names.category || !names.product) return { fault: 'unknown', because: `no server has a ${what}: that is no name of either.` };
  return { server: (server.origin + server.pathname).replace(/\/+$/, ''), ...names };
}

const failed = (because) => ({ fault: 'failed', because });
