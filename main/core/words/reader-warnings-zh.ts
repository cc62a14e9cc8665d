import type { WarningDictionary } from './reader-warnings.ts';

export const CHINESE_READER_WARNINGS: WarningDictionary = {
  'scan.colour': () => '图像为彩色，已转为灰度：照片在此没有用处。',
  'scan.mirrored': () => '文件标明患者右侧位于图像右侧：与通常的显示方式左右相反。',
  'scan.upside-down': () => '文件标明图像上方朝向足侧：该片上下颠倒。',
  'scan.mixed-stack': ([count]) => `同一序列中有 ${count} 幅大小或方向不同的图像被忽略。`,
  'scan.larger-series-refused': () => '有一个更大的序列无法使用。',
  'scan.dicomdir-unusable': () => 'DICOMDIR 未指向任何文件，因此读取了其文件夹中的全部文件。',
  'scan.unreadable-files': ([count]) => `${count} 个 DICOM 文件无法读取，已忽略。`,
  'scan.absent-files': ([count]) => `DICOMDIR 列出的 ${count} 个文件不存在。`,
  'scan.assumed-orientation': () => 'NIfTI 文件未说明其在患者体内的方位：左右可能颠倒。',
  'scan.assumed-geometry': () => '文件未准确说明各层的位置，已按通常方式处理。',
  'scan.duplicate-slices': ([count]) => `${count} 层重复，只使用了一次。`,
  'scan.missing-slices': ([missing, all]) => `${all} 层中缺失 ${missing} 层，已插值补足。`,
  'scan.uneven-spacing': ([mm]) => `层间距不均匀，已重采样为 ${mm} mm。`,
  'scan.tilted': ([degrees]) => `各层倾斜 ${degrees}° 堆叠，已重采样为正向。`,
  'review.damaged': ([from, count]) =>
    `修改记录自第 ${from} 条起已损坏：${count} 条记录不再有效，已另存于病例文件夹中。`,
  'scan.other-than-case': () => '这不是所选病例的影像：体素数据不同，因此不显示该病例。',
  'surface.unit-unsure': () => '表面尺寸以毫米、英寸或米计均不符合牙弓，已按毫米处理。',
  'surface.face-count': ([said, held]) => `文件声明 ${said} 个三角形，实有 ${held} 个，均已读取。`,
  'surface.bytes-left': ([count, bytes]) => `在 ${count} 个三角形之后还有 ${bytes} 字节，已略去。`,
};
