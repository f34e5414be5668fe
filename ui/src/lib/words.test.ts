import { describe, expect, it } from 'vitest';
import { asEchec, Echec } from './echec';
import { accountName, addressLines, keyGroups, orNull, passwordStrength } from './forms';
import { messages } from './messages';
import { fille, initials, ne, nomPro, plain } from './noms';
import { count, readNumber, showNumber, writeNumber } from './nombres';
import { address, parse, type Place } from './routes';

describe('numbers', () => {
  it('reads a comma or a point, spaces and a true minus', () => {
    expect(readNumber('14,2', false)).toBe(14.2);
    expect(readNumber('14.2', false)).toBe(14.2);
    expect(readNumber('1\u202f250', true)).toBe(1250);
    expect(readNumber('\u22123,5', false)).toBe(-3.5);
    expect(readNumber('14,', false)).toBe(14);
  });

  it('tells an empty field from a text that is no number', () => {
    expect(readNumber('  ', false)).toBeNull();
    expect(readNumber('12a', false)).toBeUndefined();
    expect(readNumber('1,2,3', false)).toBeUndefined();
    expect(readNumber('14,2', true)).toBeUndefined();
    expect(readNumber('1e3', false)).toBeUndefined();
  });

  it('writes with a comma', () => {
    expect(writeNumber(14.2)).toBe('14,2');
    expect(writeNumber(null)).toBe('');
    expect(showNumber(2780.456)).toBe('2\u202f780,46');
  });

  it('counts as French does', () => {
    expect(count(0, 'enfant')).toBe('0\u00a0enfant');
    expect(count(1, 'enfant')).toBe('1\u00a0enfant');
    expect(count(2000, 'enfant')).toBe('2\u202f000\u00a0enfants');
  });
});

describe('addresses', () => {
  const places: Place[] = [
    { screen: 'enfants' },
    { screen: 'enfant_nouveau' },
    { screen: 'enfant', id: '01936f00-0000-7000-8000-000000000001' },
    { screen: 'enfant', id: 'e 2', section: 'accords' },
    { screen: 'bilan', id: 'b/1', volet: null },
    { screen: 'formulaires' },
    { screen: 'bilan', id: 'b', volet: 'S05' },
    { screen: 'papiers', id: 'b/1', enfant: 'e 2', genre: null },
    { screen: 'papiers', id: 'b', enfant: 'e', genre: 'D' },
    { screen: 'envois' },
    { screen: 'reglages' },
    { screen: 'references', section: null },
    { screen: 'references', section: 'seuils' },
  ];

  it.each(places)('comes back to $screen', (place) => {
    expect(parse(address(place))).toEqual(place);
  });

  it('shows the list of children for anything else', () => {
    for (const hash of ['', '#', '#/', '#/inconnu/1', '#/enfant', '#/bilan/']) {
      expect(parse(hash)).toEqual({ screen: 'enfants' });
    }
  });
});

describe('messages', () => {
  it.each(Object.entries(messages))('%s says what happened and what to do', (_, message) => {
    for (const sentence of [message.quoi, message.que_faire]) {
      expect(sentence.length).toBeGreaterThan(10);
      expect(sentence).toMatch(/[.…]$/);
      expect(sentence).not.toMatch(/ [:;!?»]|« |'/);
    }
  });

  it('says nothing twice when the domain already gave a sentence', () => {
    const echec = new Echec({ code: 'saisie_refusee', message: 'Entre 0,4 et 200 kg.' });
    expect(echec.quoi).toBe('Entre 0,4 et 200 kg.');
    expect(echec.que_faire).toBeNull();
  });

  it('turns anything thrown into a refusal', () => {
    expect(asEchec({ code: 'trop_d_essais', secondes: 12 }).secondes).toBe(12);
    expect(asEchec({ code: 'code_inconnu' }).code).toBe('interne');
    expect(asEchec(new TypeError('fetch')).code).toBe('interne');
    expect(asEchec('texte').code).toBe('interne');
  });
});

describe('forms', () => {
  it('proposes an account name without accents', () => {
    expect(accountName('Anne-Gaëlle', 'DE L’ESTOILE')).toBe('anne-gaelle.de-l-estoile');
    expect(accountName('', 'Lebœuf')).toBe('leboeuf');
  });

  it('says how many characters a password still needs', () => {
    expect(passwordStrength('court').phrase).toBe('Encore 7\u00a0caractères.');
    expect(passwordStrength('presque bon').phrase).toBe('Encore 1\u00a0caractère.');
    expect(passwordStrength('aaaaaaaaaaaaaaaa').level).toBe(1);
    expect(passwordStrength('le cheval mange une pomme').level).toBe(4);
  });

  it('reads a recovery key however it is typed', () => {
    expect(keyGroups('7qk2m-x9rtb 4hw')).toEqual(['7QK2M', 'X9RTB', '4HW']);
    expect(keyGroups('')).toEqual([]);
  });

  it('keeps the lines of an address', () => {
    expect(addressLines(' 8 allée \n\n Bât. B ')).toEqual(['8 allée', 'Bât. B']);
    expect(orNull('  ')).toBeNull();
  });
});

describe('names', () => {
  it('gives doctors their title', () => {
    const lambert = { prenom: 'Olivier', nom: 'Lambert' };
    expect(nomPro({ ...lambert, titre: 'Dr' })).toBe('Dr\u00a0Olivier Lambert');
    expect(nomPro({ ...lambert, titre: null })).toBe('Olivier Lambert');
    expect(initials({ prenom: 'éva', nom: 'ørn' })).toBe('ÉØ');
  });

  it('guesses no sex', () => {
    expect([fille('F'), ne('F'), fille('M'), ne('M')]).toEqual(['fille', 'née', 'garçon', 'né']);
    expect([fille(null), ne(null)]).toEqual(['sexe illisible', 'né(e)']);
  });

  it('compares two spellings', () => {
    expect(plain('DE L’ESTOILE-N’GUESSAN')).toBe(plain('de lestoile nguessan'));
    expect(plain('Lebœuf')).toBe('leboeuf');
  });
});
