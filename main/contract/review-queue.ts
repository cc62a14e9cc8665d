/** What models/training would have a person look at: doubtful pseudo labels of radiographs, as its queue.json lists them. */
import { z } from 'zod';

const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]); // left, top, right, bottom

/** queue.json of models/training, the most doubtful pictures first. Boxes are pixels of its frame, inclusive. */
export const queueFileSchema = z.object({
  schemaVersion: z.literal(1),
  /** Width and height of the frame, into whose middle a picture is scaled to fit. Older files have none: 896 × 512. */
  framePx: z.tuple([z.number().positive(), z.number().positive()]).default([896, 512]),
  items: z.array(
    z.object({
      image: z.string(), // the picture's file name without its ending
      confidence: z.number(), // of the whole picture, 0…1
      state: z.string(), // proposed: nobody has looked at it yet
      aspect: z.number().positive().optional(), // width : height as the frame shows it; absent: that of the picture
      teeth: z.array(z.object({ fdi: z.number().int(), boxPx: boxSchema })),
    }),
  ),
});
export type QueueFile = z.infer<typeof queueFileSchema>;

const pixelSchema = z.tuple([z.number(), z.number()]).readonly();

/** A pseudo label beside the tooth of the case that stands in its place. */
export const queueItemSchema = z.object({
  /** For a settle action: the same pseudo label has the same key. */
  key: z.string().max(200),
  /** The tooth that covers the same place; null: the case has none there. */
  label: z.number().int().min(1).max(255).nullable(),
  fdi: z.number().int(), // what training takes it for
  confidence: z.number(), // of the whole picture, 0…1
  boundsPx: z.object({ min: pixelSchema, max: pixelSchema }), // of the case's picture
});
export type QueueItem = z.infer<typeof queueItemSchema>;
