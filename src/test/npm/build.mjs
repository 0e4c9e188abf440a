// Builds the projects named on the command line, each into dist/ of its folder, as a shop's build does.
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

const isCustomElement = (tag) => tag.startsWith('live-');

for (const root of process.argv.slice(2)) {
  await build({
    root,
    logLevel: 'warn',
    plugins: root === 'vue' ? [vue({ template: { compilerOptions: { isCustomElement } } })] : [],
  });
}
