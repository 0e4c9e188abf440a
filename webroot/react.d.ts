import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Token } from './live-orders.js';
import type { LiveTotal, LiveTotalAttributes, LiveTotalEvents } from './live-total.js';

/** `<live-total>` in JSX of React 19: `import type {} from 'live-orders/react'` once, anywhere in the project. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'live-total': DetailedHTMLProps<HTMLAttributes<LiveTotal>, LiveTotal> &
        LiveTotalAttributes & {
          value?: number;
          token?: Token;
          ontotal?: (event: LiveTotalEvents['total']) => void;
          ongone?: (event: LiveTotalEvents['gone']) => void;
          onstatus?: (event: LiveTotalEvents['status']) => void;
        };
    }
  }
}
