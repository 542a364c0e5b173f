import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Tests may fit out a throw-away Debian machine; on anybody's own machine they never install anything. */
export function canAptInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

export function aptInstall(...packages: string[]): void {
  console.log(`Installing ${packages.join(', ')} with apt-get for the tests …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another run on this machine may hold the package lock.
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-q'];
  execFileSync('apt-get', [...patience, 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
