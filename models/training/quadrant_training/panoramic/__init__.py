"""The panoramic models: detector and promptable segmenter, their data, training and export."""
