import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Shop } from './shop';

const server = document.documentElement.dataset.server!;
hydrateRoot(
  document.querySelector('main')!,
  <StrictMode>
    <Shop server={server} />
  </StrictMode>,
  { onRecoverableError: (error) => console.error(`hydration: ${error}`) },
);
