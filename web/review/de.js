// @ts-check
// The German words of the reviewer page.

/** @type {Readonly<Record<keyof typeof import('./en.js').kEnglish, string>>} */
export const kGerman = Object.freeze({
  language_name: 'Deutsch',
  title: 'Notizen für dich zum Durchlesen',
  open_intro:
      'Diese Datei ist versiegelt. Wer sie dir gegeben hat, hat dir sieben Wörter gesagt; mit ihnen ' +
      'öffnet sie sich hier, auf deinem Gerät. Nichts wird irgendwohin gesendet, nichts muss ' +
      'installiert werden.',
  passphrase: 'Passphrase',
  passphrase_hint: 'Sieben Wörter mit Leerzeichen dazwischen. Groß oder klein ist gleich.',
  show: 'Zeigen, was ich tippe',
  identity: 'Dein age-Schlüssel',
  identity_hint: 'Diese Datei ist für einen Schlüssel von dir versiegelt. Er beginnt mit AGE-SECRET-KEY-1.',
  open: 'Öffnen',
  opening: 'Wird geöffnet. Das dauert ein, zwei Sekunden.',
  choose_intro:
      'Wähle die Datei, die du bekommen hast, oder zieh sie hierher. Sie wird auf deinem Gerät ' +
      'gelesen; diese Seite sendet nichts irgendwohin.',
  choose: 'Die Datei, die du bekommen hast',
  other_file: 'Eine andere Datei öffnen',
  fault_foreign:
      'Das ist keine Datei zum Durchsehen. Wähle die, die du bekommen hast: Sie endet auf .html oder .age.',
  fault_cut: 'Diese Datei ist abgeschnitten: Ihr Ende fehlt. Bitte noch einmal um sie und speichere sie ganz.',
  fault_changed: 'Diese Datei wurde unterwegs beschädigt oder verändert. Bitte noch einmal um sie.',
  fault_passphrase:
      'Diese Passphrase öffnet die Datei nicht. Sieh dir jedes Wort an; stimmen sie, ist die Datei ' +
      'vielleicht für jemand anderen.',
  fault_key: 'Dieser Schlüssel öffnet die Datei nicht.',
  fault_empty: 'Tippe zuerst die sieben Wörter.',
  fault_newer:
      'Diese Datei stammt von einer neueren Version, als diese Seite lesen kann. Frag nach der Adresse ' +
      'der neuesten Durchsichtsseite.',
  fault_work:
      'Diese Datei zu öffnen brauchte mehr Speicher, als ein Browser hat. Sie stammt nicht von Quietroom.',
  fault_not_pack: 'Die Passphrase stimmt, aber der Inhalt ist nichts, was hier durchgesehen werden kann.',
  fault_large: 'Diese Datei ist zu groß, um eine von uns zu sein.',
  fault_browser:
      'Dieser Browser ist zu alt, um die Datei zu öffnen. Nimm eine aktuelle Version von Chrome, Edge, ' +
      'Firefox oder Safari.',
  fault_insecure:
      'Was hier gebraucht wird, geben Browser Seiten über einfaches http nicht. Öffne die Adresse mit ' +
      'https oder die Datei selbst von der Platte.',
  for_person: 'Für {person}',
  about: '{title}. Von {interviewer} aus eurem Gespräch geschrieben, {made}.',
  how:
      'Lies jeden Abschnitt und sag, ob er stimmt. Du kannst jederzeit aufhören und später weitermachen. ' +
      'Nichts verlässt dieses Gerät, bis du deine Antwort selbst schickst.',
  review_by:
      'Bitte antworte bis {day}. Schweigen ist kein Ja: Ein Abschnitt ohne deine Antwort wird nicht zitiert.',
  withdraw_until: 'Bis {day} kannst du alles widerrufen, ohne einen Grund zu nennen.',
  passages: 'Die Abschnitte',
  passage_n: 'Abschnitt {n} von {count}',
  is_quote: 'Deine eigenen Worte',
  is_paraphrase: 'Sinngemäß',
  earlier: 'Was du zuvor geschrieben hast',
  earlier_about_all: 'Was du zuvor zum Ganzen geschrieben hast',
  you_wrote: 'Du: {text}',
  they_answered: '{interviewer}: {text}',
  outcome_accepted: 'Übernommen.',
  outcome_answered: 'Beantwortet.',
  outcome_kept: 'Neben dem Text behalten, als deine Sicht.',
  choose_passage: 'Stimmt das?',
  right: 'Stimmt',
  right_hint: 'Es bleibt, wie es ist, und darf verwendet werden, wie du zugestimmt hast.',
  correct: 'Berichtigen',
  correct_hint: '{interviewer} sieht deinen Wortlaut neben diesem und übernimmt ihn oder antwortet dir.',
  correct_field: 'So sollte es heißen',
  strike: 'Streichen',
  strike_hint: 'Es wird herausgenommen und nicht verwendet. {interviewer} bestätigt, dass es weg ist.',
  attribute: 'Anders zuordnen',
  attribute_hint: 'Die Worte bleiben; wer es gesagt oder getan hat, wird zu dem, was du schreibst.',
  attribute_field: 'Wer oder was stattdessen genannt werden soll',
  needs_words: 'Sag zuerst, wie es sein soll, oder wähle etwas anderes.',
  comment: 'Anmerkung zu diesem Abschnitt (wenn du magst)',
  quotes: 'Dürfen deine Worte zitiert werden?',
  quotes_hint:
      'Dem markierten hast du zugestimmt. Du kannst es hier ändern; die Änderung gilt für alles oben.',
  quotes_none: 'Gar nicht verwenden',
  quotes_none_hint: 'Weder zitiert noch nacherzählt. Es bleibt zwischen euch beiden.',
  quotes_paraphrase: 'Nur nacherzählen',
  quotes_paraphrase_hint: 'In anderen Worten, nie als Zitat.',
  quotes_pseudonym: 'Unter anderem Namen zitieren',
  quotes_pseudonym_hint: 'Deine Worte, nicht dein Name.',
  quotes_named: 'Mit meinem Namen zitieren',
  quotes_named_hint: 'Deine Worte und dein Name.',
  all_comment: 'Etwas zum Ganzen (wenn du magst)',
  standing: 'Und alles zusammen?',
  open_standing: 'Noch nicht fertig',
  open_standing_hint: 'Abschnitte, zu denen du nichts gesagt hast, werden nicht zitiert.',
  agreed: 'Ich stimme zu, mit dem, was ich oben gesagt habe',
  agreed_hint: 'Jeder Abschnitt, zu dem du nichts gesagt hast, gilt als richtig.',
  withdrawn: 'Ich widerrufe',
  withdrawn_hint:
      'Das Weitergeben hört auf, sobald deine Antwort geöffnet wird. Dann wird alles aufgelistet, was ' +
      'von dir stammt, und gelöscht, wenn {interviewer} die Liste bestätigt hat. Was andere schon ' +
      'haben, lässt sich nicht zurückholen. Du bekommst eine Quittung.',
  marked_right: '{n} Abschnitte sind jetzt als richtig markiert.',
  your_answer: 'Deine Antwort',
  answered: '{n} von {count} Abschnitten beantwortet.',
  send_how:
      'Speichere deine Antwort als Datei oder kopiere sie als Text und gib sie {interviewer}, auf welchem ' +
      'Weg du willst: Nur dort lässt sie sich öffnen. Du kannst später eine neuere schicken; die neueste zählt.',
  save_answer: 'Meine Antwort speichern',
  copy_answer: 'Als Text kopieren',
  saved_answer: 'Deine Antwort ist als {name} gespeichert. Gib diese Datei {interviewer}.',
  copied_answer: 'Deine Antwort ist kopiert. Füge sie in eine Nachricht an {interviewer} ein.',
  copy_by_hand: 'Kopiere den Text unten und füge ihn in eine Nachricht an {interviewer} ein.',
  answer_text: 'Deine Antwort als Text',
  answer_failed: 'Deine Antwort ließ sich nicht versiegeln. Nichts ist verloren; versuch es in einem anderen Browser.',
  kept: 'Auf diesem Gerät behalten, versiegelt.',
  keeping: 'Wird behalten ...',
  not_kept:
      'Dieser Browser behält für diese Seite nichts. Speichere deine Antwort, bevor du sie schließt; sonst ' +
      'ist verloren, was du gesagt hast.',
  found_earlier: 'Was du hier schon gesagt hast, ist eingetragen.',
  forget: 'Entfernen, was auf diesem Gerät behalten wird',
  forgotten: 'Von diesem Gerät entfernt.',
  print: 'Drucken',
  file_itself: 'Die Datei selbst',
  save_age: 'Die .age-Datei speichern',
  age_how: 'Es ist eine gewöhnliche age-Datei. Mit dem Programm age öffnet sie sich ohne diese Seite:',
});
