import './approach.js'; // what the element needs, named here so that a browser asks for all of it at once
import './bring-token.js';
import './frames.js';
import './line.js';
import './live-element.js';
import './live-orders.js';
import './markup.js';
import './names.js';
import './number-format.js';
import './shadow-style.js';
import './total-sources.js';
import './watch-attributes.js';
import './watch-plan.js';
import { LiveTotal } from './live-total.js';

/** The one script tag of a shop: `<script type="module" src="https://totals.shop.example/live-total-element.js"></script>`. */
LiveTotal.define();
