/** Words that lists of breached passwords are made of, most of them in several languages. */
export const commonWords: readonly string[] = `
password passwort motdepasse contrasena senha parola wachtwoord passord haslo heslo pass pwd word
welcome willkommen bienvenue bienvenido admin administrator root system login signin user guest test tester testing
changeme change secret geheim default temp temporary letmein let me in access open sesame master
iloveyou loveyou love lover princess prinzessin monkey dragon football fussball baseball basketball soccer hockey
superman batman starwars pokemon naruto sunshine shadow michael jordan jennifer jessica ashley charlie daniel
thomas andrew matthew joshua robert william nicole hannah samantha hunter killer trustno trustnoone
freedom whatever computer internet google facebook twitter instagram linkedin microsoft windows apple samsung
summer winter spring autumn fall sommer herbst monday january february march april may june july august september
october november december hello hallo hola bonjour ninja mustang cheese flower angel babygirl chocolate butterfly
liverpool chelsea arsenal barcelona manchester united realmadrid juventus
company office support helpdesk service customer server database mysql oracle cisco network security
correct horse battery staple
`
  .trim()
  .split(/\s+/)
  .filter((word) => word.length >= 3);

/** Rows of keys, forwards and backwards, on the usual keyboards. */
export const keyboardRuns: readonly string[] = [
  ...runsOf('qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm', 'qsdfghjklm', 'wxcvbn'),
  ...['1q2w3e4r5t6y', '1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', 'qaz', 'wsx', 'edc', 'zaq', 'xsw'],
  ...['1q2w3e4r', '1q2w3e', 'q1w2e3r4', 'q1w2e3', 'qweasdzxc', 'qwe', 'asd', 'zxc', '!qaz', '@wsx'],
];

/** Breached passwords of twelve characters and more that no rule above would find. */
export const commonPasswords: ReadonlySet<string> = new Set([
  'correct horse battery staple',
  'correcthorsebatterystaple',
  'thisisapassword',
  'mypasswordispassword',
  'nothingtoworryabout',
  'tobeornottobe',
  'tobeornottobethatisthequestion',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'maythe4thbewithyou',
  'maytheforcebewithyou',
  'winteriscoming',
  'ilovemyfamily',
  'ilovemymother',
  'ilovemybaby',
  'godisgood123',
  'jesuschrist1',
  'jesusislord1',
  'godblessamerica',
  'abracadabra1',
  'supercalifragilisticexpialidocious',
  'unbelievable',
  'motherfucker',
  'motherfucker1',
  'fuckyoubitch',
  'gotohell1234',
  'iamthebest123',
  'youaremysunshine',
  'happybirthday',
  'merrychristmas',
  'helloworld12',
  'helloworld123',
  'stillhavingfun',
  'hollywoodundead',
  'linkinpark123',
  'metallica1234',
  'rammstein1234',
  'harrypotter1',
  'harrypotter123',
  'lordoftherings',
  'game0fthrones',
  'gameofthrones',
  'spiderman1234',
  'playstation1',
  'playstation3',
  'counterstrike',
  'worldofwarcraft',
  'callofduty4mw',
  'needforspeed',
  'manutd123456',
  'vivalavida123',
  'schalke04schalke',
  'deutschland1',
  'deutschland123',
  'newyorkcity1',
  'sanfrancisco',
  'philadelphia',
  'jacksonville',
  'christopher1',
  'elizabeth123',
  'alexander123',
  'bismillah786',
  'alhamdulillah',
  'subhanallah1',
  'drowssapdrowssap',
  'nopassword123',
  'donttellanyone',
  'dontforgetthis',
  'enterpassword',
  'yourpassword',
  'iforgotmypassword',
  'ihatepasswords',
  'incorrectpassword',
  'verysecurepassword',
  'supersecretpassword',
  'strongpassword',
  'ncc1701d1701',
  'ncc1701enterprise',
  'a1b2c3d4e5f6',
  'a1s2d3f4g5h6',
  '1a2b3c4d5e6f',
  '147258369147',
  '147852369147',
  '159753159753',
  '741852963741',
  '789456123789',
  '112233445566',
  '121212121212',
  '123123123123',
  '123321123321',
  '102030405060',
  '100200300400',
  '314159265358',
  '3141592653589',
  '271828182845',
]);

function runsOf(...rows: string[]): string[] {
  return rows.flatMap((row) =>
    [row, Array.from(row).reverse().join('')].flatMap((line) =>
      [10, 9, 8, 7, 6, 5, 4].flatMap((length) =>
        Array.from({ length: Math.max(0, line.length - length + 1) }, (_none, start) =>
          line.slice(start, start + length),
        ),
      ),
    ),
  );
}
