/** The password of every account of the demo store; its children do not exist. */
export const DEMO_PASSWORD = 'demonstration-escale';
