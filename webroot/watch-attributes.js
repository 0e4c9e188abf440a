import { categoryName, productId } from './names.js';

// Where this module was loaded from, which is the server. A bundler, or a development server, gives it another name or place.
const [, HOME] = /^(https?:\/\/(?!.*\/node_modules\/).*)\/watch-attributes\.js([?#]|$)/.exec(import.meta.url) ?? [];

export const WINDOWS = ['1h', '24h', '7d', '30d', 'today', 'yesterday'];

/**
 * Reads what a `<live-total>` is to watch.
 *
 * @returns `{server, category, product, window}`, of which `window` is undefined where the total is wanted; or `{fault, because}` with its state, where that can be told without a server; or
 *     `{}` for one that shows its property `value`
 */
export function readWatch(element) {
  const [src, category, product, window] = ['src', 'category', 'product', 'window'].map((name) => element.getAttribute(name)?.trim());
  if (src === undefined && category === undefined && product === undefined) return {};
  for (const [name, value] of Object.entries({ category, product })) {
    if (!value) return failed(`${element.outerHTML.split('>', 1)[0]}> lacks the attribute "${name}".`);
  }
  const { server, ...fault } = readServer(src);
  if (!server) return fault;
  if (window && !WINDOWS.includes(window)) return failed(`window="${window}" is none of ${WINDOWS.join(', ')}.`);
  const what = `product "${product}" in a category "${category}"`;
  const names = { category: categoryName(category), product: productId(product) };
  if (!names.category || !names.product) return { fault: 'unknown', because: `no server has a ${what}: that is no name of either.` };
  return { server, ...names, window: window || undefined };
}

/** Reads where a server is; `{fault, because}` where `src` does not say it. */
export function readServer(src) {
  if (!src && !HOME) return failed('the attribute "src" is missing, and a bundle does not know its server: src="https://…".');
  let server;
  try {
    server = new URL(src || HOME, document.baseURI);
  } catch {
    return failed(`src="${src}" is not an address.`);
  }
  if (!/^https?:$/.test(server.protocol)) return failed(`src="${src}" does not begin with http:// or https://.`);
  return { server: (server.origin + server.pathname).replace(/\/+$/, '') };
}

export const failed = (because) => ({ fault: 'failed', because });

/** What messages call the origin of this page. Browsers send null for one that they have from a file. */
export function pageOrigin() {
  return self.origin === 'null' ? 'null (this page is a file, or in a sandbox: let a server serve it)' : self.origin;
}
