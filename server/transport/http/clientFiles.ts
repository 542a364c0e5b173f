import { join } from 'node:path';
import express, { type Router } from 'express';

/** The built client; every page address that is no file gets its start page. */
export function clientFiles(folder: string): Router {
  const router = express.Router();
  const setHeaders: NonNullable<Parameters<typeof express.static>[1]>['setHeaders'] = (response, path) => {
    const hashed = path.includes(join(folder, 'assets'));
    response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  };
  router.use(express.static(folder, { index: false, setHeaders }));
  router.get('/{*path}', (_request, response) => {
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(join(folder, 'index.html'));
  });
  return router;
}
