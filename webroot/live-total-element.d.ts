import './live-total.js'; // it defines `<live-total>`, and exports nothing
