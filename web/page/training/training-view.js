export async function showTraining() {}
