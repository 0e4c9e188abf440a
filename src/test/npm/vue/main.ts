import { createApp } from 'vue';
import Shop from './Shop.vue';

createApp(Shop, { server: document.documentElement.dataset.server! }).mount('main');
