#!/bin/bash
# Sixteen array tasks share one list:
#   sbatch slurm-array.sh /data/scans.txt /data/results
# Handed in again, it does what is left. QUADRANT says how to start the program where it is not under /opt/quadrant, for
# example QUADRANT="apptainer run --bind /data quadrant.sif".
#SBATCH --job-name=quadrant
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=12:00:00
#SBATCH --signal=B:TERM@60
#SBATCH --requeue
set -euo pipefail

shards=16 # the last number of --array

list=${1:?say which list of scans}
out=${2:?say where the results go}
read -r -a quadrant <<<"${QUADRANT:-node /opt/quadrant/main/cli.ts}"

exec "${quadrant[@]}" segment --list "$list" --out "$out" --shard "auto/$shards"
