import './bring-token.js'; // what the elements need, named here so that a browser asks for all of it at once
import './frames.js';
import './list-element.js';
import './list-line.js';
import './list-sources.js';
import './live-element.js';
import './live-orders.js';
import './markup.js';
import './names.js';
import './number-format.js';
import './shadow-style.js';
import './watch-attributes.js';
import './whole-steps.js';
import { LiveTop } from './live-top.js';
import { LiveTrend } from './live-trend.js';

/** The one script tag of a shop: `<script type="module" src="https://totals.shop.example/live-lists-element.js"></script>`. */
LiveTop.define();
LiveTrend.define();
