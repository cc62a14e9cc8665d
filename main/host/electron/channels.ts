/** Names of the messages between preload and main; the only two there are. Everything else goes over the app's scheme. */
export const PICK_SCAN = 'quadrant:pick-scan';
export const SOURCE_FOR_PATH = 'quadrant:source-for-path';
