import { execFileSync } from 'node:child_process';
import { temporaryFolder } from '../support/temporary.ts';

export interface SmallDisk {
  readonly folder: string;
  resize(megabytes: number): void;
  remove(): void;
}

/** Mounting is for root, and not even for root in every container. */
export function canMountSmallDisks(): boolean {
  try {
    mountSmallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}

/** A file system of its own, in memory. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder('small-disk');
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  run('mount', '-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', folder);
  return {
    folder,
    resize: (size) => run('mount', '-o', `remount,size=${String(size)}m`, folder),
    remove: () => run('umount', '-l', folder),
  };
}
