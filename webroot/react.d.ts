import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Token } from './live-orders.js';
import type { LiveTop, LiveTopAttributes, LiveTopEvents } from './live-top.js';
import type { LiveTotal, LiveTotalAttributes, LiveTotalEvents } from './live-total.js';
import type { LiveTrend, LiveTrendAttributes, LiveTrendEvents } from './live-trend.js';

/** The elements in JSX of React 19: `import type {} from 'live-orders/react'` once, anywhere in the project. */
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
      'live-top': DetailedHTMLProps<HTMLAttributes<LiveTop>, LiveTop> &
        LiveTopAttributes & { token?: Token; onlist?: (event: LiveTopEvents['list']) => void };
      'live-trend': DetailedHTMLProps<HTMLAttributes<LiveTrend>, LiveTrend> &
        LiveTrendAttributes & { token?: Token; onlist?: (event: LiveTrendEvents['list']) => void };
    }
  }
}
