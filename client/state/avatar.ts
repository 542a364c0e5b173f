import type { Person } from '../../shared/domain/person.ts';

/** Where somebody's picture is; undefined for those who have none. */
export function avatarOf(person: Pick<Person, 'profile'> | null | undefined): string | undefined {
  const file = person?.profile?.avatar;
  return file === undefined ? undefined : `/files/${encodeURIComponent(file)}`;
}
