import express, { type Router } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Inside } from '../doors.ts';

/** `/healthz`: the process lives. `/readyz`: the store answers. `/metrics`: for Prometheus. */
export function healthRoutes({ store }: Inside): Router {
  if (register.getMetricsAsArray().length === 0) collectDefaultMetrics();
  const router = express.Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  router.get('/readyz', async (_request, response) => {
    const ready = await store.ping().then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'store unavailable' });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(register.contentType).send(await register.metrics());
  });
  return router;
}
