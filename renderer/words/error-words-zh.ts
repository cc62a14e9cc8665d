import type { ErrorDictionary } from './error-words.ts';
import { fileName, inBrackets, millions } from './facts.ts';

export const CHINESE_ERRORS: ErrorDictionary = {
  usage: () => ({ what: '无法执行此操作。', next: '请重试；如果仍然不行，请重新启动 Quadrant。' }),
  'scan.not-found': (facts) => ({
    what: `影像${fileName(facts)} 已不在原处，或已关闭。`,
    next: '请重新打开；如果在光盘或网络驱动器上，请检查连接。',
  }),
  'scan.empty-folder': (facts) => ({ what: `文件夹${fileName(facts)} 是空的。`, next: '请选择存放影像文件的文件夹。' }),
  'scan.no-image-series': () => ({
    what: '其中没有可以查找牙齿的图像序列。',
    next: '请直接打开 CBCT 序列（轴位断层或一个多帧文件），或打开全景片。',
  }),
  'scan.corrupt-file': (facts) => ({
    what: `文件${fileName(facts)} 已损坏或不完整。`,
    next: '请从影像系统重新导出，然后打开新的副本。',
  }),
  'scan.unsupported-transfer-syntax': ({ name }) => ({
    what: `图像的存储方式无法读取${inBrackets(name)}。`,
    next: '请导出为未压缩的 DICOM（Explicit VR Little Endian）或 JPEG-LS。',
  }),
  'scan.unsupported-format': (facts) => ({
    what: `文件${fileName(facts)} 不是 Quadrant 能打开的影像。`,
    next: '请打开 CBCT（DICOM 文件夹或文件、DICOMDIR、NIfTI）或全景片（DICOM、PNG、JPEG、TIFF）。',
  }),
  'scan.single-slice': () => ({ what: '该序列只有一层，不是体数据。', next: '请打开包含全部断层的文件夹。' }),
  'scan.missing-slices': () => ({ what: '序列中缺失的层太多。', next: '请完整导出后重新打开。' }),
  'scan.duplicate-slices': () => ({
    what: '有多层位于同一位置且内容矛盾。',
    next: '请将该序列单独导出到空文件夹后再打开。',
  }),
  'scan.inconsistent-geometry': () => ({
    what: '各层的空间位置无法组成体数据。',
    next: '请重新导出为带位置信息的轴位 CT 断层，或导出为 NIfTI。',
  }),
  'scan.series-not-found': () => ({ what: '影像中没有所选的序列。', next: '请不指定序列重新打开。' }),
  'scan.too-large': ({ voxels, limit }) => ({
    what:
      voxels === undefined
        ? '图像的像素数超过了可读取的上限。'
        : `影像有 ${millions(voxels)} 百万体素，最多可读取 ${millions(limit)} 百万。`,
    next: '请导出较小的视野或较低的分辨率。',
  }),
  'case.exists': () => ({ what: '结果文件夹已经存在。', next: '请使用新的名称，或删除旧文件夹。' }),
  'case.not-found': () => ({ what: '保存的结果已不存在。', next: '请重新打开影像并再次查找牙齿。' }),
  'case.corrupt': () => ({ what: '保存的结果无法读取。', next: '请再次查找牙齿。' }),
  'case.place-gone': (facts) => ({
    what: `找不到病例文件夹${fileName(facts)}。`,
    next: '请连接其磁盘，或选择病例现在的位置。',
  }),
  'case.place-refused': () => ({
    what: '病例无法移到此文件夹。',
    next: '请选择一个空文件夹，且与原文件夹互不包含。',
  }),
  'case.busy': () => ({
    what: '正在查找牙齿，暂时无法移动病例。',
    next: '请等待结果或取消。',
  }),
  'review.conflict': () => ({
    what: '该病例已在另一个窗口中被修改；您的上一步操作未保存。',
    next: '请查看修改后重新操作。',
  }),
  'review.unconfirmed': () => ({ what: '结果已显示，但仍在与扫描进行核对。', next: '请稍后再试。' }),
  'review.refused': () => ({ what: '病例的当前状态不允许此操作。', next: '请查看病例后重试。' }),
  'review.damaged': () => ({
    what: '该病例的修改记录已损坏。',
    next: '请重新打开病例：损坏之前的记录仍然有效，其余将另行保存。',
  }),
  'review.newer': () => ({
    what: '该病例已用较新版本的 Quadrant 修改，其中的操作此版本无法识别。',
    next: '请用较新版本打开。',
  }),
  'import.unsupported': (facts) => ({
    what: `文件${fileName(facts)}不是位于体数据中的分割结果。`,
    next: '请选择该影像的 DICOM 分割（SEG）文件：二值、分数或标签图。',
  }),
  'import.other-scan': (facts) => ({
    what: `分割文件${fileName(facts)}属于另一个影像。`,
    next: '请选择绘制该分割时所用的影像。若只有其中之一经过去标识，请将两者一起去标识。',
  }),
  'import.no-teeth': (facts) => ({
    what: `分割文件${fileName(facts)}中没有该影像的牙齿。`,
    next: '请为每个分段指定其牙齿的 DICOM 代码，或使用“FDI 16”之类的名称，然后重新导出。',
  }),
  'surface.not-found': (facts) => ({
    what: `表面文件${fileName(facts)} 已不在原处。`,
    next: '请检查路径；如果在光盘或网络驱动器上，请检查连接。',
  }),
  'surface.unsupported': (facts) => ({
    what: `文件${fileName(facts)} 不是 Quadrant 能读取的表面。`,
    next: '请将口内扫描导出为 STL、PLY、OBJ 或 VTP。',
  }),
  'surface.damaged': (facts) => ({
    what: `表面文件${fileName(facts)} 已损坏或不完整。`,
    next: '请从口内扫描软件重新导出，然后打开新的副本。',
  }),
  'surface.too-coarse': (facts) => ({
    what: `表面文件${fileName(facts)} 的可用三角形太少，不足以显示牙齿。`,
    next: '请以更多三角形导出整个扫描。',
  }),
  'surface.too-large': (facts) => ({
    what: `表面文件${fileName(facts)} 过大。`,
    next: '请用较少的三角形导出扫描。',
  }),
  'surface.no-fit': (facts) => ({
    what: `表面${fileName(facts)} 与病例中的牙齿无法对齐。`,
    next: '请检查两者是否属于同一患者、同一颌，以及病例中的牙齿是否已找到。',
  }),
  'surface.mirrored': (facts) => ({
    what: `只有表面${fileName(facts)} 的镜像才与病例中的牙齿吻合。`,
    next: '请不要镜像导出口内扫描，或检查它是否属于同一患者。',
  }),
  'vault.locked': () => ({ what: '病例已加密，尚未输入密码短语。', next: '请解锁 Quadrant。' }),
  'vault.wrong-passphrase': () => ({ what: '密码短语不正确。', next: '请重试，或输入恢复密钥。' }),
  'vault.damaged': () => ({ what: '加密文件与写入时不同：已损坏或被改动。', next: '请从备份中恢复。' }),
  'vault.refused': () => ({ what: '加密已处于该状态。', next: '请再查看设置。' }),
  'app.locked': () => ({ what: 'Quadrant 已锁定。', next: '请解锁。' }),
  'disk.full': () => ({ what: '磁盘空间不足。', next: '请释放空间后重试。' }),
  'disk.unwritable': (facts) => ({
    what: `无法保存到此处${inBrackets(facts.path)}。`,
    next: '请检查是否有该文件夹的写入权限。',
  }),
  'model.missing': () => ({ what: '缺少用于查找牙齿的模型文件。', next: '请重新安装 Quadrant。' }),
  'model.damaged': () => ({ what: '用于查找牙齿的模型文件已损坏。', next: '请重新安装 Quadrant。' }),
  'model.unsupported': () => ({ what: '用于查找牙齿的模型与此版本不符。', next: '请重新安装 Quadrant。' }),
  'inference.no-provider': () => ({
    what: '此电脑上没有处理器能运行牙齿查找。',
    next: '请更新显卡驱动，或重新安装 Quadrant。',
  }),
  'inference.failed': () => ({ what: '查找牙齿时出错而停止。', next: '请关闭其他程序以释放内存，然后重试。' }),
  'remote.unreachable': (facts) => ({
    what: `计算服务器没有响应${inBrackets(facts.server)}。`,
    next: '请检查服务器地址及其是否在运行，或改为在此电脑上计算。',
  }),
  'remote.refused': (facts) => ({
    what: `与计算服务器的连接不可信${inBrackets(facts.server)}。`,
    next: '请检查服务器证书和访问令牌。',
  }),
  'remote.unsuitable': (facts) => ({
    what: `计算服务器上没有此处安装的模型${inBrackets(facts.server)}。`,
    next: '请重新布置服务器上的模型。',
  }),
  'export.no-browser': () => ({
    what: '报告需由浏览器排版，但未找到 Chromium、Chrome 或 Edge。',
    next: '请安装其中之一，或通过 QUADRANT_BROWSER 指定。',
  }),
  'export.failed': () => ({
    what: '页面未能排版。',
    next: '请重试；如果仍然不行，请通过 QUADRANT_BROWSER 指定其他浏览器。',
  }),
  'engine.crashed': () => ({
    what: '负责计算的程序意外退出。',
    next: '请重试；如果仍然不行，请重新启动 Quadrant。影像和以前的结果没有改变。',
  }),
  'memory.exhausted': () => ({
    what: '这台电脑的内存不足。',
    next: '请关闭其他程序后重试，或打开视野较小的影像。',
  }),
  'pacs.no-server': () => ({ what: '此归档服务器（PACS）尚未设置。', next: '请在设置中添加。' }),
  'pacs.unreachable': (facts) => ({
    what: `无法通过网络连接归档服务器（PACS）${inBrackets(facts.server)}。`,
    next: '请检查网络、地址和端口，以及服务器是否在运行。',
  }),
  'pacs.timeout': (facts) => ({
    what: `归档服务器（PACS）没有及时响应${inBrackets(facts.server)}。`,
    next: '请重试；如果再次出现，请联系服务器管理员。',
  }),
  'pacs.tls': (facts) => ({
    what: `与归档服务器（PACS）的连接无法加密，或其证书不受信任${inBrackets(facts.server)}。`,
    next: '请填入其颁发机构的证书，并确认服务器使用 TLS。',
  }),
  'pacs.login': (facts) => ({
    what: `归档服务器（PACS）拒绝登录${inBrackets(facts.server)}。`,
    next: '请在设置中检查用户名和密码。',
  }),
  'pacs.association-refused': (facts) => ({
    what: `归档服务器（PACS）不接受本程序的连接${inBrackets(facts.server)}。`,
    next: '请检查双方的 AE 标题；Quadrant 的标题须在服务器上登记。',
  }),
  'pacs.unsupported': (facts) => ({
    what: `归档服务器（PACS）不提供此服务${inBrackets(facts.server)}。`,
    next: '请检查地址，或联系服务器管理员。',
  }),
  'pacs.refused': (facts) => ({
    what: `归档服务器（PACS）拒绝了请求${inBrackets(facts.server)}。`,
    next: '请查看详细信息，或联系服务器管理员。',
  }),
  'pacs.not-found': () => ({ what: '归档服务器（PACS）上没有此序列。', next: '请重新搜索。' }),
  'pacs.incomplete': () => ({ what: '收到的图像少于该序列的图像数。', next: '请重新获取该序列。' }),
  'pacs.bad-answer': (facts) => ({
    what: `归档服务器（PACS）的回答不是 DICOM${inBrackets(facts.server)}。`,
    next: '请检查地址：那里可能是另一个程序在响应。',
  }),
  'job.cancelled': () => ({ what: '查找已取消。', next: '需要时请重新开始。' }),
  internal: () => ({ what: 'Quadrant 内部出现问题。', next: '请重试；如果再次出现，请连同下面一行一起报告。' }),
};
