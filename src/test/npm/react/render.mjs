// Renders the shop in Node.js, for the server named on the command line.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createServer } from 'vite';

const vite = await createServer({ root: 'react', logLevel: 'warn', server: { middlewareMode: true, ws: false }, appType: 'custom' });
const { Shop } = await vite.ssrLoadModule('/shop.tsx');
console.log(renderToString(createElement(Shop, { server: process.argv[2] })));
await vite.close();
