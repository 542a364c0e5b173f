import type { Rota } from '../../shared/domain/rota.ts';
import type { RotaReply, RotaTurn, RotaTurnsReply, RotasReply } from '../../shared/protocol/rotas.ts';
import { request } from '../connection/http.ts';

const rotas = '/api/v1/rotas';

export type RotaFields = Omit<Rota, 'id' | 'overrides'>;

export interface Stretch {
  readonly from: string;
  readonly to: string;
}
export interface NewOverride extends Stretch {
  readonly instead: string | null;
  readonly people: readonly string[];
  readonly note: string;
}
export interface NewSwap {
  readonly mine: Stretch & { readonly person: string };
  readonly theirs: Stretch & { readonly person: string };
  readonly note: string;
}

export function loadRotas(): Promise<RotasReply> {
  return request<RotasReply>(rotas);
}

export async function loadTurns(id: string, { from, to }: Stretch): Promise<readonly RotaTurn[]> {
  const query = new URLSearchParams({ from, to });
  return (await request<RotaTurnsReply>(`${pathOf(id)}/turns?${query}`)).turns;
}

/** Without an id a new one. */
export async function saveRota(body: RotaFields & { readonly id?: string }): Promise<Rota> {
  return (await request<RotaReply>(rotas, { method: 'POST', body })).rota;
}

export async function removeRota(id: string): Promise<void> {
  await request(pathOf(id), { method: 'DELETE' });
}

export async function addOverride(id: string, body: NewOverride): Promise<void> {
  await request(`${pathOf(id)}/overrides`, { method: 'POST', body });
}

export async function swapTurns(id: string, body: NewSwap): Promise<void> {
  await request(`${pathOf(id)}/swaps`, { method: 'POST', body });
}

/** Of a swap, both halves. */
export async function removeOverride(id: string, override: string): Promise<void> {
  await request(`${pathOf(id)}/overrides/${encodeURIComponent(override)}`, { method: 'DELETE' });
}

function pathOf(id: string): string {
  return `${rotas}/${encodeURIComponent(id)}`;
}
