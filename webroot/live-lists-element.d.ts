import './live-top.js'; // it defines `<live-top>` and `<live-trend>`, and exports nothing
import './live-trend.js';
