/** The most pixels of a drawn picture, and of one that a model has learnt; one of this size takes 200 MB. */
export const mostPixels = 50_000_000
