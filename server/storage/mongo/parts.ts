import type { MongoClient } from 'mongodb';
import type { Chunks } from './chunks.ts';
import type { Collections } from './collections.ts';
import type { RideOut } from './rideOut.ts';

/** What the parts of the store share. */
export interface MongoParts {
  readonly client: MongoClient;
  readonly collections: Collections;
  readonly chunks: Chunks;
  readonly rideOut: RideOut;
}
