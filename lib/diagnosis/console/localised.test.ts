import { describe, expect, test } from 'vitest';
import { crashed, verdict } from '@/lib/diagnosis/rules/testing';

describe('messages in other languages', () => {
  test.each([
    ['cat: /mnt/in/a.csv: そのようなファイルやディレクトリはありません', 1, 'app.file-not-found'],
    ['tail: /data/x.log: Нет такого файла или каталога', 1, 'app.file-not-found'],
    ['cat: /data/x: 没有那个文件或目录', 1, 'app.file-not-found'],
    ['错误：权限不够', 1, 'app.permission'],
    ['touch: /data/a: Отказано в доступе', 1, 'app.permission'],
    ['OSError: [Errno 98] Адрес уже используется', 1, 'app.port-bind'],
    ['curl: (7) Verbindungsaufbau abgelehnt', 7, 'app.dependency-unreachable'],
    ['cp: error: Não há espaço disponível no dispositivo', 1, 'app.disk-full'],
    ['ping: db.internal: Неизвестное имя или служба', 2, 'app.dns-failure'],
    ['/start.sh: line 3: gunicorn: commande introuvable', 127, 'app.bad-command'],
    ['/start.sh: line 9: erreur de syntaxe près du symbole inattendu « fi »', 2, 'app.script-error'],
    ['start.sh: Zeile 4: Syntaxfehler beim unerwarteten Wort »done«', 2, 'app.script-error'],
  ])('%s', (line, code, cause) => {
    expect(verdict(crashed([line], code)).cause).toBe(cause);
  });

  test.each([
    [
      "pyodbc.InterfaceError: ('28000', '[28000] [Microsoft][ODBC Driver 18 for SQL Server]Échec de l’ouverture de session. (18456)')",
    ],
    ['SqlException: Fehler bei der Anmeldung. Error Number:18456,State:1,Class:14'],
    ['psycopg2.OperationalError: ПОЛЬЗОВАТЕЛЬ: пользователь "app" не прошёл проверку подлинности (по паролю)'],
    ['ORA-01017: Benutzername/Kennwort ungültig; Anmeldung abgelehnt'],
  ])('a login refused, told from its number or words: %s', (line) => {
    expect(verdict(crashed([line])).cause).toBe('app.auth-failure');
  });

  test.each([
    ['a number that is only a number', 'processed 18456 rows in 28000 ms'],
    ['words of another meaning', 'Datei gespeichert, Verzeichnis gewechselt'],
  ])('are not heard in %s', (_, line) => {
    expect(verdict(crashed([line])).found?.confidence).toBe('low');
  });
});
