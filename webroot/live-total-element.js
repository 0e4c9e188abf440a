import { LiveTotal } from './live-total.js';

/** The one script tag of a shop: `<script type="module" src="https://totals.shop.example/live-total-element.js"></script>`. */
LiveTotal.define();
