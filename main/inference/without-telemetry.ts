/**
 * ONNX Runtime of Linux and macOS writes an identifier of this computer to the home folder and sends events to its maker
 * (since 1.30) unless this is set before it is loaded. Nothing here leaves the computer unasked.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
