// @ts-check
// The English words of the reviewer page. Names between braces are filled in by words.js.

export const kEnglish = Object.freeze({
  language_name: 'English',
  title: 'Notes for you to read through',
  open_intro:
      'This file is sealed. Whoever gave it to you has told you seven words; with them it opens ' +
      'here, on your device. Nothing is sent anywhere, and nothing has to be installed.',
  passphrase: 'Passphrase',
  passphrase_hint: 'Seven words with blanks between. Capitals make no difference.',
  show: 'Show what I type',
  identity: 'Your age key',
  identity_hint: 'This file is sealed to a key of yours. It begins with AGE-SECRET-KEY-1.',
  open: 'Open',
  opening: 'Opening. This takes a second or two.',
  choose_intro:
      'Choose the file that you were given, or drop it here. It is read on your device; this page ' +
      'sends nothing anywhere.',
  choose: 'The file that you were given',
  other_file: 'Open another file',
  fault_foreign: 'This is not a review file. Choose the one that you were given: it ends in .html or .age.',
  fault_cut: 'This file is cut short: its end is missing. Ask for it again, and save it whole.',
  fault_changed: 'This file was damaged or changed on its way. Ask for it again.',
  fault_passphrase:
      'This passphrase does not open the file. Look at each word; if they are right, the file may ' +
      'be meant for somebody else.',
  fault_key: 'This key does not open the file.',
  fault_empty: 'Type the seven words first.',
  fault_newer:
      'This file was made by a newer version than this page can read. Ask for the address of the ' +
      'newest reviewer page.',
  fault_work: 'Opening this file would take more memory than a browser has. It was not made by Quietroom.',
  fault_not_pack: 'The passphrase is right, but what is inside is not something to review here.',
  fault_large: 'This file is too large to be one of ours.',
  fault_browser:
      'This browser is too old to open the file. Use a current version of Chrome, Edge, Firefox or Safari.',
  fault_insecure:
      'Browsers keep from pages over plain http what is needed here. Open the address with https, ' +
      'or the file itself from disk.',
  for_person: 'For {person}',
  about: '{title}. Written by {interviewer} from your conversation, {made}.',
  how:
      'Read each passage and say whether it is right. You can stop at any time and go on later. ' +
      'Nothing leaves this device until you send your answer yourself.',
  review_by: 'Please answer by {day}. Silence is not a yes: a passage without your answer is not quoted.',
  withdraw_until: 'You can withdraw everything until {day}, without giving a reason.',
  passages: 'The passages',
  passage_n: 'Passage {n} of {count}',
  is_quote: 'Your own words',
  is_paraphrase: 'In other words',
  earlier: 'What you wrote before',
  earlier_about_all: 'What you wrote before, about all of it',
  you_wrote: 'You: {text}',
  they_answered: '{interviewer}: {text}',
  outcome_accepted: 'Taken over.',
  outcome_answered: 'Answered.',
  outcome_kept: 'Kept beside the text, as your view.',
  choose_passage: 'Is it right?',
  right: 'Right',
  right_hint: 'It stays as it is, and may be used as you agreed.',
  correct: 'Correct it',
  correct_hint: '{interviewer} sees your wording beside this one and takes it over, or answers you.',
  correct_field: 'How it should read',
  strike: 'Strike it',
  strike_hint: 'It is taken out and not used. {interviewer} confirms that it is gone.',
  attribute: 'Attribute it differently',
  attribute_hint: 'The words stay; who said or did it is changed to what you write.',
  attribute_field: 'Whom or what to name instead',
  needs_words: 'Say how it should be first, or choose something else.',
  comment: 'Comment on this passage (if you want)',
  quotes: 'May your words be quoted?',
  quotes_hint: 'You agreed to the marked one. You may change it here; the change holds for everything above.',
  quotes_none: 'Not used at all',
  quotes_none_hint: 'Neither quoted nor retold. It stays between the two of you.',
  quotes_paraphrase: 'Retold only',
  quotes_paraphrase_hint: 'In other words, never as a quote.',
  quotes_pseudonym: 'Quoted under another name',
  quotes_pseudonym_hint: 'Your words, not your name.',
  quotes_named: 'Quoted with my name',
  quotes_named_hint: 'Your words and your name.',
  all_comment: 'Something about all of it (if you want)',
  standing: 'And all together?',
  open_standing: 'Not finished yet',
  open_standing_hint: 'Passages that you have not answered are not quoted.',
  agreed: 'I agree, with what I have said above',
  agreed_hint: 'Every passage that you have not answered counts as right.',
  withdrawn: 'I withdraw',
  withdrawn_hint:
      'Sharing stops as soon as your answer is opened. Then everything that came from you is listed, ' +
      'and deleted once {interviewer} has confirmed the list. Copies that others already have cannot ' +
      'be called back. You get a receipt.',
  marked_right: '{n} passages are now marked as right.',
  your_answer: 'Your answer',
  answered: '{n} of {count} passages answered.',
  send_how:
      'Save your answer as a file, or copy it as text, and give it to {interviewer} in any way you like: ' +
      'only they can open it. You can send a newer one later; the newest counts.',
  save_answer: 'Save my answer',
  copy_answer: 'Copy it as text',
  saved_answer: 'Your answer is saved as {name}. Give that file to {interviewer}.',
  copied_answer: 'Your answer is copied. Paste it into a message to {interviewer}.',
  copy_by_hand: 'Copy the text below and paste it into a message to {interviewer}.',
  answer_text: 'Your answer as text',
  answer_failed: 'Your answer could not be sealed. Nothing is lost; try another browser.',
  kept: 'Kept on this device, sealed.',
  keeping: 'Keeping ...',
  not_kept:
      'This browser keeps nothing for this page. Save your answer before you close it; it is the only ' +
      'copy of what you have said.',
  found_earlier: 'What you said here before is filled in.',
  forget: 'Remove what is kept on this device',
  forgotten: 'Removed from this device.',
  print: 'Print',
  file_itself: 'The file itself',
  save_age: 'Save the .age file',
  age_how: 'It is a standard age file. With the age program it opens without this page:',
});
