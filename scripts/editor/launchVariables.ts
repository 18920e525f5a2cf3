// What a suite wants of the launcher and desktop VS Code's command line has no words for.

/** Names the module with `run()` of the second window's extension host. Absolute. */
export const secondTestsVariable = 'FLASH_REVIEW_SECOND_TESTS';

/** The editor's language, a BCP 47 tag. */
export const languageVariable = 'FLASH_REVIEW_LANGUAGE';
