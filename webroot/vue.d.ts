import type { HTMLAttributes, PublicProps } from 'vue';
import type { Token } from './live-orders.js';
import type { LiveTotal, LiveTotalAttributes, LiveTotalEvents } from './live-total.js';

/** `<live-total>` in templates of Vue: `import type {} from 'live-orders/vue'` once, anywhere in the project. */
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

declare module 'vue' {
  interface GlobalComponents {
    'live-total': LiveTotalComponent;
  }
}
