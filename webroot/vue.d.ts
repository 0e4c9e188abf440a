import type { HTMLAttributes, PublicProps } from 'vue';
import type { Token } from './live-orders.js';
import type { LiveTop, LiveTopAttributes, LiveTopEvents } from './live-top.js';
import type { LiveTotal, LiveTotalAttributes, LiveTotalEvents } from './live-total.js';
import type { LiveTrend, LiveTrendAttributes, LiveTrendEvents } from './live-trend.js';

/** The elements in templates of Vue: `import type {} from 'live-orders/vue'` once, anywhere in the project. */
export type LiveTotalComponent = new () => LiveTotal & {
  $props: HTMLAttributes &
    PublicProps &
    LiveTotalAttributes & {
      value?: number;
      token?: Token;
      onTotal?: (event: LiveTotalEvents['total']) => void;
      onGone?: (event: LiveTotalEvents['gone']) => void;
      onStatus?: (event: LiveTotalEvents['status']) => void;
    };
};

export type LiveTopComponent = new () => LiveTop & {
  $props: HTMLAttributes &
    PublicProps &
    LiveTopAttributes & { token?: Token; onList?: (event: LiveTopEvents['list']) => void };
};

export type LiveTrendComponent = new () => LiveTrend & {
  $props: HTMLAttributes &
    PublicProps &
    LiveTrendAttributes & { token?: Token; onList?: (event: LiveTrendEvents['list']) => void };
};

declare module 'vue' {
  interface GlobalComponents {
    'live-total': LiveTotalComponent;
    'live-top': LiveTopComponent;
    'live-trend': LiveTrendComponent;
  }
}
