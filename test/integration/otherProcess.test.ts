import { expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { LiveBoard } from '../../server/boards/liveBoard.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { ada as agent } from '../support/builders.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('[B4] what another process appends to the same store reaches whoever has the board open', async () => {
  const dataDir = temporaryFolder('data');
  const running: Running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: dataDir }));
  const ada = await TestPerson.signIn(running.url, 'Ada');
  const board = await ada.createBoard('Shared');
  const socket = await ada.connect();
  await socket.subscribe(board);
  const other = await openEmbeddedStore({ dataDir });
  const onError = (reason: unknown) => {
    throw reason;
  };

  const elsewhere = await LiveBoard.load(board, { ...other, clock: systemClock, onError });
  const command = { type: 'openTicket', title: 'From elsewhere', customer: 'Acme' } as const;
  await elsewhere.carryOut({ id: 'from-elsewhere', person: agent, command });
  await socket.until(() => socket.entries.some(({ commandId }) => commandId === 'from-elsewhere'));
  const here = await socket.run(board, { type: 'joinSwarm', ticketId: `${board}-1` });

  expect(here).toEqual({ seq: 3 });
  socket.close();
  await elsewhere.close();
  await other.close();
  await running.stop();
});
